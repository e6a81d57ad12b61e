/*
 * picture.h
 *	  The placeholder of a picture in the text of a page.
 */
#ifndef DISCLOSURE_PICTURE_H
#define DISCLOSURE_PICTURE_H

/* U+FFFC, the object replacement character */
#define PICTURE_SIGN	"\xEF\xBF\xBC"

/* In place of a field of a form, or of an embedded object, within a cell: it may show a number, or hide part of one. */
#define CONTROL_SIGN	PICTURE_SIGN "［表单］"
#define EMBEDDED_SIGN	PICTURE_SIGN "［图形］"

/* In place of what stands in a cell, all of it struck out. */
#define STRUCK_SIGN		"［划去］"

/* Returns the first placeholder in a text, or NULL. */
extern const char *picture_find(const char *text, const char *end);

#endif							/* DISCLOSURE_PICTURE_H */
