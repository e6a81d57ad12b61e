-- Runs a statement; what fails for another reason than other sessions has failed in its turn.
CREATE FUNCTION try(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'done';
EXCEPTION WHEN OTHERS THEN
	IF SQLSTATE LIKE '40%' THEN RAISE; END IF;
	RETURN SQLERRM;
END $$;
