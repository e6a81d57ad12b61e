/*
 * Everybody may use the type, its functions and the views of facts.  What the
 * register holds is its owner's to grant.
 *
 * Not for update scripts: a GRANT there takes the rights that others have been
 * given on the object as the extension's own, and pg_dump leaves those out.
 */
GRANT USAGE ON SCHEMA disclosure TO PUBLIC;
GRANT SELECT ON disclosure.form, disclosure.form_cell, disclosure.statutory_rule TO PUBLIC;
