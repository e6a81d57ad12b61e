/*
 * page_style.h
 *	  The style sheet of a report as an HTML page.
 */
#ifndef DISCLOSURE_PAGE_STYLE_H
#define DISCLOSURE_PAGE_STYLE_H

extern const char page_style[];

#endif							/* DISCLOSURE_PAGE_STYLE_H */
