/*
 * identifier.h
 *	  Codes of organisations and their check characters.
 */
#ifndef DISCLOSURE_IDENTIFIER_H
#define DISCLOSURE_IDENTIFIER_H

#define ORGANISATION_CODE_LENGTH	9
#define CREDIT_CODE_LENGTH			18

/* Offsets within a credit code: division of the registrar, organisation code. */
#define CREDIT_CODE_DIVISION		2
#define CREDIT_CODE_ORGANISATION	8

/* Digits of a division. */
#define DIVISION_CODE_LENGTH		6

/* 组织机构代码, GB 11714: with or without the hyphen before the check character. */
extern bool organisation_code_valid(const char *code, size_t len);

/* 统一社会信用代码, GB 32100, and the organisation code inside. */
extern bool credit_code_valid(const char *code, size_t len);

#endif							/* DISCLOSURE_IDENTIFIER_H */
