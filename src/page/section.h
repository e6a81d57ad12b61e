/*
 * section.h
 *	  Keys and titles of the six sections of a report.
 */
#ifndef DISCLOSURE_SECTION_H
#define DISCLOSURE_SECTION_H

#define SECTION_COUNT 6

/* The section of table 二; tables 三 and 四 stand in the sections after it. */
#define FIRST_TABLE_SECTION 2
#define LAST_TABLE_SECTION 4

typedef struct SectionTitle
{
	int			section;
	const char *title;
} SectionTitle;

enum
{
	SECTION_TITLE_COUNT = 0
#define HEADING(number, title) + 1
#include "page/page_words.def"
};

/* The line above what is printed below a report and is no part of it. */
#define DOCUMENT_FOOTER	"（登记簿附记，不属报告正文）"

/* Known titles; the title of the form is the first of its section. */
extern const SectionTitle section_titles[SECTION_TITLE_COUNT];

/* Returns the key in parsed_report.sections: "一" to "六", or "preamble" for 0. */
extern const char *section_key(int section);

/* Returns the section with the key, or -1. */
extern int	section_by_key(const char *key);

/* Returns the title in the form, without its number. */
extern const char *section_title(int section);

#endif							/* DISCLOSURE_SECTION_H */
