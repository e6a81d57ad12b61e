/*
 * section.h
 *	  The six sections of a report: their keys and titles.
 */
#ifndef DISCLOSURE_SECTION_H
#define DISCLOSURE_SECTION_H

#define SECTION_COUNT 6

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

/* All titles that are known; of each section the one of the form comes first. */
extern const SectionTitle section_titles[SECTION_TITLE_COUNT];

/* The key in parsed_report.sections: "一" to "六", and "preamble" of section 0, the lines above. */
extern const char *section_key(int section);

/* Returns the section that has the key, or -1. */
extern int	section_by_key(const char *key);

/* The title in the form, without the number. */
extern const char *section_title(int section);

#endif							/* DISCLOSURE_SECTION_H */
