/*
 * Everybody may use the types, the functions and the views of facts.  The
 * tables of the register are its owner's to grant.
 *
 * No update script repeats a GRANT: it would take the rights that others have
 * been given on the object as the extension's own, and pg_dump leaves those
 * out.
 */
GRANT USAGE ON SCHEMA disclosure TO PUBLIC;
