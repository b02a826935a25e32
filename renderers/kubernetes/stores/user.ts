/** User and group of every store: no user of any node, and no owner of anything in the image but its data. */
export const STORE_USER = 10001
