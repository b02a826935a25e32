/** Above where images up to 17 have a volume of their own, and exactly where those from 18 on have it. */
export const VOLUME = '/var/lib/postgresql'
/** The data lies in a folder of the volume that the program makes itself, because it insists on being its owner. */
export const PGDATA = `${VOLUME}/pgdata`

/** Whom copies log in as. */
export const REPLICATOR = 'replicator'
/** Their password, where the server reads it: written when a member starts. */
export const PASSFILE = '/var/run/postgresql/pgpass'
