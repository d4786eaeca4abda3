import { createCalendar, ResourceTimeline } from "@event-calendar/core";
import "@event-calendar/core/index.css";
import "./page.css";

// All bookings of the year, handed over at once; the driver asks for other views.
const { date, resources, events } = await (await fetch("/data.json")).json();
window.calendar = createCalendar(document.getElementById("calendar"), [ResourceTimeline], {
  view: "resourceTimelineWeek",
  date,
  resources,
  events,
  height: "100%",
  firstDay: 1,
  // A week on one screen, as ours.
  views: { resourceTimelineWeek: { slotDuration: "12:00", slotWidth: 90 } },
});
