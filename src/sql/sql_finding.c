/*
 * sql_finding.c
 *	  Findings and rules as rows.
 */
#include "postgres.h"

#include "common/cryptohash.h"
#include "common/sha2.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "sql/sql_finding.h"

/*
 * SHA-256 in hexadecimal: an acceptance belongs to its numbers, and nobody finds
 * others with the same fingerprint.
 */
static Datum
fingerprint_datum(const Finding *finding, pg_cryptohash_ctx *ctx)
{
	uint8		hash[PG_SHA256_DIGEST_LENGTH];
	char		digits[2 * PG_SHA256_DIGEST_LENGTH];

	if (pg_cryptohash_init(ctx) < 0 ||
		(finding->content != NULL &&
		 pg_cryptohash_update(ctx, (const uint8 *) finding->content->data, finding->content->len) < 0) ||
		pg_cryptohash_final(ctx, hash, sizeof(hash)) < 0)
		elog(ERROR, "could not compute a SHA-256 hash: %s", pg_cryptohash_error(ctx));
	hex_encode((const char *) hash, sizeof(hash), digits);
	return PointerGetDatum(cstring_to_text_with_len(digits, sizeof(digits)));
}

static void
emit_finding(FunctionCallInfo fcinfo, const Finding *finding, pg_cryptohash_ctx *ctx)
{
	int128		difference;
	SqlRow		row = {0};

	row_add_label(&row, finding->rule);
	row_add_label(&row, severity_name[finding->severity]);
	row_add_label(&row, outcome_name(finding->outcome));
	row_add_label(&row, why_name(finding->why));
	row_add(&row, text_array_datum(finding->cells));
	if (finding->has_sides)
	{
		row_add(&row, number_datum(finding->expected, RULE_SCALE));
		row_add(&row, number_datum(finding->actual, RULE_SCALE));
	}
	else
	{
		row_add_null(&row);
		row_add_null(&row);
	}
	if (finding_difference(finding, &difference))
		row_add(&row, number_datum(difference, RULE_SCALE));
	else
		row_add_null(&row);
	row_add_label(&row, finding->message);
	row_add_label(&row, finding->advice);
	row_add_label(&row, finding->caused_by);
	row_add_label(&row, severity_label[finding->severity]);
	row_add_label(&row, outcome_label(finding->outcome));
	row_add(&row, fingerprint_datum(finding, ctx));
	row_emit(&row, fcinfo);
}

Datum
emit_findings(FunctionCallInfo fcinfo, List *findings)
{
	ListCell   *lc;
	pg_cryptohash_ctx *ctx;

	InitMaterializedSRF(fcinfo, 0);
	if (findings == NIL)
		return (Datum) 0;
	ctx = pg_cryptohash_create(PG_SHA256);
	foreach(lc, findings)
		emit_finding(fcinfo, lfirst(lc), ctx);
	pg_cryptohash_free(ctx);
	return (Datum) 0;
}

void
emit_rule_info(FunctionCallInfo fcinfo, const RuleInfo *info)
{
	SqlRow		row = {0};

	row_add_label(&row, info->code);
	row_add_label(&row, severity_name[info->severity]);
	row_add_label(&row, severity_label[info->severity]);
	row_add_label(&row, info->source);
	row_add_label(&row, info->statement);
	row_add(&row, Int32GetDatum(info->from_year));
	row_add(&row, Int32GetDatum(info->to_year));
	row_add_label(&row, info->right ? psprintf("%s与%s相符", info->left, info->right) : info->left);
	row_add_label(&row, info->advice);
	row_emit(&row, fcinfo);
}
