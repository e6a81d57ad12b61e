/*
 * section.c
 *	  Keys and titles of the six sections of a report.
 */
#include "postgres.h"

#include "page/section.h"

static const char *const section_keys[SECTION_COUNT + 1] = {
	[0] = "preamble",
#define SECTION(number, key) [number] = key,
#include "page/page_words.def"
};

const SectionTitle section_titles[SECTION_TITLE_COUNT] = {
#define HEADING(number, title) {number, title},
#include "page/page_words.def"
};

const char *
section_key(int section)
{
	return section_keys[section];
}

int
section_by_key(const char *key)
{
	for (int section = 0; section <= SECTION_COUNT; section++)
		if (strcmp(section_keys[section], key) == 0)
			return section;
	return -1;
}

const char *
section_title(int section)
{
	for (int i = 0; i < SECTION_TITLE_COUNT; i++)
		if (section_titles[i].section == section)
			return section_titles[i].title;
	return NULL;
}
