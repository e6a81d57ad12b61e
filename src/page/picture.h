/*
 * picture.h
 *	  The placeholder of a picture in the text of a page.
 */
#ifndef DISCLOSURE_PICTURE_H
#define DISCLOSURE_PICTURE_H

/* U+FFFC, the object replacement character */
#define PICTURE_SIGN	"\xEF\xBF\xBC"

/* Returns the first placeholder in a text, or NULL. */
extern const char *picture_find(const char *text, const char *end);

#endif							/* DISCLOSURE_PICTURE_H */
