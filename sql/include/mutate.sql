-- mutate() changes bytes at some places: deletes, doubles, inserts, writes over, or turns the whole round. The digest is the chance, eight
-- bytes a place.
CREATE FUNCTION mutate(input bytea, digest bytea, places int, tokens text[]) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	at int;
	width int;
	source int;
	piece bytea;
BEGIN
	FOR j IN 0 .. places - 1 LOOP
		at := (get_byte(digest, j * 8) * 256 + get_byte(digest, 1 + j * 8)) % (length(input) + 1);
		width := CASE WHEN get_byte(digest, 2 + j * 8) < 160 THEN get_byte(digest, 3 + j * 8) % 8 ELSE get_byte(digest, 3 + j * 8) * 4 END;
		source := get_byte(digest, 6 + j * 8) * length(input) / 256;
		piece := convert_to(tokens[1 + get_byte(digest, 4 + j * 8) % cardinality(tokens)], 'UTF8');
		input := CASE get_byte(digest, 5 + j * 8) % 6
			WHEN 0 THEN overlay(input PLACING '' FROM at + 1 FOR width)
			WHEN 1 THEN overlay(input PLACING substr(input, at + 1, width) FROM at + 1 FOR 0)
			WHEN 2 THEN overlay(input PLACING piece FROM at + 1 FOR 0)
			WHEN 3 THEN overlay(input PLACING piece FROM at + 1 FOR width)
			WHEN 4 THEN substr(input, at + 1) || substr(input, 1, at)
			ELSE overlay(input PLACING substr(input, 1 + source, width) FROM at + 1 FOR width) END;
	END LOOP;
	RETURN input;
END
$$;
