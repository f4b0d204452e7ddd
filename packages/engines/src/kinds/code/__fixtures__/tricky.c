/*
 * Copyright (C) somebody, who gives this away under a licence that nobody reads.
 */
#ifndef TRICKY_H
#define TRICKY_H

#include <stdio.h>
#include "other/header/with/a/long/name.h"
#include "another/header/with/a/long/name.h"

#ifdef __cplusplus
extern "C" {
#endif

#define MAX(a, b) \
  ((a) > (b) ? (a) \
             : (b)) /* of two */
#define TEXT "// no comment { "

BEGIN_DECLS

/* A point, as everything that is drawn has one somewhere. */
typedef struct point {
  int x, y; /* in pixels */
  union { float f; char bytes['}']; } u;
} point_t;

enum color { RED = 1 << 3, GREEN, /* not blue */ };

EXPORT_API struct point *make_point(int x, int (*measure)(const char *, ...));
extern int global_count;
static const char *const names[] = {
  "one string of many, so that the table is long", "}", "two", "three",
  "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
  "twenty",
};

static inline struct point *origin(void)
{
  static struct point zero = { 0, 0, { 0 } };
  return &zero; /* { */
}

#if defined(OLD)
int old_style(a, b)
  int a;
  char *b;
{
  if (a) { printf("%s is older than the standard\n", b); }
  return a;
}
#else
int new_style(int a, char *b) {
#ifdef DEBUG
  if (a) {
#else
  if (a && b) {
#endif
    printf("the branches share the closing brace %s\n", b);
  }
  return a;
}
#endif

END_DECLS

#ifdef __cplusplus
}
#endif
#endif
