set local lock_timeout = '5s';

drop table events, bookings, phases, projects, artists, memberships, users, tenant_revisions, tenants;
drop function refuse_change();
drop extension btree_gist;
