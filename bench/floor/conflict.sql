select exists (
  select from bookings
   where artist_id = $1
     and start_time < $3 and end_time > $2 and start_time > $2 - interval '8784 hours'
     and status <> 'cancelled'
)
