select id from artists where id = $1 for no key update
