/*
 * server.h
 *	  Runs code in the stand-in for the server, fuzz/server.c.
 */
#ifndef DISCLOSURE_FUZZ_SERVER_H
#define DISCLOSURE_FUZZ_SERVER_H

/*
 * Calls work(data), then frees all memory that it allocated.  If cancel_after
 * is not negative, the work is cancelled, as by a statement timeout, at the
 * check for interrupts that follows so many others.  Returns false if it was
 * cancelled or raised an error meant for users; an internal error aborts.
 */
extern bool run_in_server(void (*work) (void *data), void *data, int cancel_after);

#endif							/* DISCLOSURE_FUZZ_SERVER_H */
