select '{"id":"' || bookings.id || '","startTime":' || to_json(start_time)::text
         || ',"endTime":' || to_json(end_time)::text || ',"status":"' || status
         || '","artist":{"id":"' || artists.id || '","name":' || to_json(artists.name)::text || '}}'
  from bookings join artists on artists.id = artist_id
 where bookings.id = $1
