/*
 * sql_error.c
 *	  raise_error() and raise_notice(), by which the register's functions and
 *	  triggers speak to the people of an office.
 *
 * What is raised in PL/pgSQL carries the lines of the functions it passed, and
 * drivers such as pgjdbc show them to whoever sits at the form.  These carry the
 * words alone.
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "sql/datum.h"

/* The conditions that the register raises, by their names in PL/pgSQL. */
static const struct
{
	const char *name;
	int			code;
}			conditions[] = {
	{"check_violation", ERRCODE_CHECK_VIOLATION},
	{"datetime_field_overflow", ERRCODE_DATETIME_FIELD_OVERFLOW},
	{"duplicate_object", ERRCODE_DUPLICATE_OBJECT},
	{"exclusion_violation", ERRCODE_EXCLUSION_VIOLATION},
	{"feature_not_supported", ERRCODE_FEATURE_NOT_SUPPORTED},
	{"foreign_key_violation", ERRCODE_FOREIGN_KEY_VIOLATION},
	{"insufficient_privilege", ERRCODE_INSUFFICIENT_PRIVILEGE},
	{"integrity_constraint_violation", ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION},
	{"invalid_parameter_value", ERRCODE_INVALID_PARAMETER_VALUE},
	{"no_data_found", ERRCODE_NO_DATA_FOUND},
	{"lock_not_available", ERRCODE_LOCK_NOT_AVAILABLE},
	{"not_null_violation", ERRCODE_NOT_NULL_VIOLATION},
	{"null_value_not_allowed", ERRCODE_NULL_VALUE_NOT_ALLOWED},
	{"numeric_value_out_of_range", ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE},
	{"object_not_in_prerequisite_state", ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE},
	{"program_limit_exceeded", ERRCODE_PROGRAM_LIMIT_EXCEEDED},
	{"triggered_data_change_violation", ERRCODE_TRIGGERED_DATA_CHANGE_VIOLATION},
	{"undefined_column", ERRCODE_UNDEFINED_COLUMN},
	{"undefined_object", ERRCODE_UNDEFINED_OBJECT},
	{"unique_violation", ERRCODE_UNIQUE_VIOLATION},
};

static int
condition_code(const char *name)
{
	for (int i = 0; i < lengthof(conditions); i++)
		if (strcmp(conditions[i].name, name) == 0)
			return conditions[i].code;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized exception condition \"%s\"", name)));
}

/*
 * raise_error(condition text, message text, hint text, detail text, relation regclass).
 * Not strict: what refuses must not let pass because a message is null.
 */
SQL_FUNCTION(disclosure_raise_error)
{
	int			code = condition_code(PG_ARGISNULL(0) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(0)));
	char	   *message = PG_ARGISNULL(1) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(1));
	char	   *hint = PG_ARGISNULL(2) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(2));
	char	   *detail = PG_ARGISNULL(3) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(3));
	char	   *table = PG_ARGISNULL(4) ? NULL : get_rel_name(PG_GETARG_OID(4));

	/* Whoever catches the error puts his own context back, as after any error. */
	error_context_stack = NULL;
	ereport(ERROR,
			(errcode(code),
			 errmsg_internal("%s", message),
			 hint == NULL ? 0 : errhint("%s", hint),
			 detail == NULL ? 0 : errdetail_internal("%s", detail),
			 table == NULL ? 0 : err_generic_string(PG_DIAG_SCHEMA_NAME,
													get_namespace_name(get_rel_namespace(PG_GETARG_OID(4)))),
			 table == NULL ? 0 : err_generic_string(PG_DIAG_TABLE_NAME, table)));
	PG_RETURN_VOID();
}

/* raise_notice(message text, level text) */
SQL_FUNCTION(disclosure_raise_notice)
{
	char	   *message = text_to_cstring(PG_GETARG_TEXT_PP(0));
	char	   *level = text_to_cstring(PG_GETARG_TEXT_PP(1));
	bool		warning = strcmp(level, "warning") == 0;
	ErrorContextCallback *context = error_context_stack;

	if (!warning && strcmp(level, "notice") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unrecognized level \"%s\"", level),
				 errhint("The level is notice or warning.")));
	error_context_stack = NULL;
	ereport(warning ? WARNING : NOTICE,
			errmsg_internal("%s", message));
	error_context_stack = context;
	PG_RETURN_VOID();
}
