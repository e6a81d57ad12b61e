/*
 * identifier.c
 *	  Codes of organisations and their check characters.
 *
 * A code is valid only as the standard writes it, in ASCII capitals.  Callers
 * that know the source of a code correct its typing.
 */
#include "postgres.h"

#include "common/code_point.h"
#include "page/identifier.h"

/* A credit code has no letters that look like digits or like other letters. */
static const char credit_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

#define CREDIT_MODULUS		((int) sizeof(credit_alphabet) - 1)

/* The value of a character in GB 11714, or -1. */
static int
organisation_value(char c)
{
	if (is_digit_point(c))
		return c - '0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

/* Returns the check character for the first eight characters, or '\0' if one of them is invalid. */
static char
organisation_check(const char *body)
{
	static const int weight[ORGANISATION_CODE_LENGTH - 1] = {3, 7, 9, 10, 5, 8, 4, 2};
	int			sum = 0;

	for (int i = 0; i < lengthof(weight); i++)
	{
		int			value = organisation_value(body[i]);

		if (value < 0)
			return '\0';
		sum += weight[i] * value;
	}
	/* 11 minus the remainder; X stands for 10, 0 for 11 */
	return "0X987654321"[sum % 11];
}

bool
organisation_code_valid(const char *code, size_t len)
{
	bool		hyphen = len == ORGANISATION_CODE_LENGTH + 1 && code[len - 2] == '-';

	if (len != ORGANISATION_CODE_LENGTH && !hyphen)
		return false;
	return code[len - 1] == organisation_check(code);
}

/* Returns the check character for the first seventeen of a credit code, or '\0'. */
static char
credit_check(const char *body)
{
	int			weight = 1;
	int			sum = 0;

	for (int i = 0; i < CREDIT_CODE_LENGTH - 1; i++)
	{
		const char *at = memchr(credit_alphabet, body[i], CREDIT_MODULUS);

		if (at == NULL)
			return '\0';
		sum += weight * (int) (at - credit_alphabet);
		weight = weight * 3 % CREDIT_MODULUS;
	}
	return credit_alphabet[(CREDIT_MODULUS - sum % CREDIT_MODULUS) % CREDIT_MODULUS];
}

bool
credit_code_valid(const char *code, size_t len)
{
	if (len != CREDIT_CODE_LENGTH)
		return false;
	for (int i = CREDIT_CODE_DIVISION; i < CREDIT_CODE_ORGANISATION; i++)
		if (!is_digit_point(code[i]))
			return false;
	return organisation_code_valid(code + CREDIT_CODE_ORGANISATION, ORGANISATION_CODE_LENGTH) &&
		code[len - 1] == credit_check(code);
}
