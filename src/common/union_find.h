/*
 * union_find.h
 *	  Things that belong together, found by uniting two at a time.
 *
 * parent[i] is a thing that i belongs with, i itself to begin with.  The root,
 * which is its own parent, is the least of the things that belong together.
 */
#ifndef DISCLOSURE_UNION_FIND_H
#define DISCLOSURE_UNION_FIND_H

static inline int
union_find(int *parent, int i)
{
	while (parent[i] != i)
		i = parent[i] = parent[parent[i]];
	return i;
}

static inline void
union_unite(int *parent, int a, int b)
{
	a = union_find(parent, a);
	b = union_find(parent, b);
	parent[Max(a, b)] = Min(a, b);
}

#endif							/* DISCLOSURE_UNION_FIND_H */
