/*
 * Everybody may use the type, its functions and the views of facts.  What the
 * register holds is its owner's to grant.
 *
 * No update script repeats a GRANT: it would take the rights that others have
 * been given on the object as the extension's own, and pg_dump leaves those out.
 */
GRANT USAGE ON SCHEMA disclosure TO PUBLIC;
