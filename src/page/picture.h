/*
 * picture.h
 *	  The sign that stands in the text of a page for a picture.
 */
#ifndef DISCLOSURE_PICTURE_H
#define DISCLOSURE_PICTURE_H

/* U+FFFC, the object replacement character */
#define PICTURE_SIGN	"\xEF\xBF\xBC"

/* Returns the first picture in a text, or NULL. */
extern const char *picture_find(const char *text, const char *end);

#endif							/* DISCLOSURE_PICTURE_H */
