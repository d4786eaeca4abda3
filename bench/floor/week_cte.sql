-- The calendar from $1 to $2 as JSON text: each level read once, rendered to text, joined by hash.
-- A full join is always one by hash or merge. No project lacks its booking, so that it is the left
-- join, which a generic plan that expects a single row would run as a nested loop.

with week as materialized (
  select id, artist_id, project_id, start_time, end_time, status
    from bookings
   where start_time < $2 and end_time > $1 and start_time > $1 - interval '8784 hours'
), project as materialized (
  select id, '{"id":"' || id || '","name":' || to_json(name)::text || '}' as json
    from projects where id in (select project_id from week)
), booking as (
  select artist_id,
         string_agg(
           '{"id":"' || week.id || '","startTime":' || to_json(start_time)::text
             || ',"endTime":' || to_json(end_time)::text || ',"status":"' || status
             || '","project":' || coalesce(project.json, 'null') || '}',
           ',' order by start_time, week.id) as json
    from week full join project on project.id = week.project_id
   group by artist_id
)
select '{"artists":[' || coalesce(string_agg(
         '{"id":"' || artists.id || '","name":' || to_json(name)::text
           || ',"bookings":[' || coalesce(booking.json, '') || ']}',
         ',' order by name_key, artists.id), '') || ']}'
  from artists left join booking on booking.artist_id = artists.id
