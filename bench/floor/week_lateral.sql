-- The calendar from $1 to $2 as JSON, nested as it is thought: one look-up of bookings per artist.

select json_build_object('artists', coalesce(json_agg(json_build_object(
         'id', artists.id, 'name', artists.name, 'bookings', coalesce(calendar.bookings, '[]')
       ) order by name_key, artists.id), '[]'))::text
  from artists
  left join lateral (
    select json_agg(json_build_object(
             'id', bookings.id, 'startTime', start_time, 'endTime', end_time,
             'status', bookings.status,
             'project', case when projects.id is not null
                             then json_build_object('id', projects.id, 'name', projects.name) end
           ) order by start_time, bookings.id) as bookings
      from bookings left join projects on projects.id = bookings.project_id
     where artist_id = artists.id
       and start_time < $2 and end_time > $1 and start_time > $1 - interval '8784 hours'
  ) as calendar on true
