/*
 * server.h
 *	  What a fuzz target asks of the stand-in for the server.
 */
#ifndef DISCLOSURE_FUZZ_SERVER_H
#define DISCLOSURE_FUZZ_SERVER_H

/*
 * Calls work(data), then gives back all memory it took.  Where cancel_after is
 * not negative, its so many-and-first look for interrupts ends it, as a
 * statement's timeout would.  An error meant for users ends it too, and false
 * is returned; an internal one aborts.
 */
extern bool run_in_server(void (*work) (void *data), void *data, int cancel_after);

#endif							/* DISCLOSURE_FUZZ_SERVER_H */
