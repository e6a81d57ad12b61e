-- Compares every byte of docs/reference.md with the page that the server prints; `make reference` writes it anew.
\getenv abs_srcdir PG_ABS_SRCDIR
\getenv abs_builddir PG_ABS_BUILDDIR
\set script :abs_srcdir '/tools/reference.sql'
\set printed :abs_builddir '/results/reference.md'
\set ECHO none
\o :printed
\i :script
\o
\! diff -u "$PG_ABS_SRCDIR/docs/reference.md" "$PG_ABS_BUILDDIR/results/reference.md"
