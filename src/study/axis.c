/* Axis transforms, and ticks at round numbers. */
#include "study/axis.h"

#include "num/number.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MINUS "\xe2\x88\x92"      /* U+2212 */
#define TIMES "\xc3\x97"          /* U+00D7 */
#define THIN_SPACE "\xe2\x80\xaf" /* U+202F, narrow and unbreakable: groups thousands */

/* Finer steps than this part of the values cannot be told apart in print. */
#define FINEST_STEP 1e-10
/* Plain decimals within, powers of ten beyond. */
#define PLAIN_BELOW 1e7
#define PLAIN_FROM 1e-3
/* On less than this, powers of ten say too little: linear ticks. */
#define LEAST_LOG_RATIO 5.0
/* Ticks that are added lest there is but one. */
#define MOST_MORE 3
/* Decades a logarithmic axis opens downwards where the data are not positive. */
#define EMPTY_DECADES 1e-4

static double
log_position (double value)
{
  return log10 (fmax (value, DBL_MIN)); /* zero and below lie far under any axis, but finite */
}

gboolean
study_axis_equal (const StudyAxis *a, const StudyAxis *b)
{
  return a->minimum == b->minimum && a->maximum == b->maximum && a->logarithmic == b->logarithmic;
}

double
study_axis_map (const StudyAxis *axis, double value)
{
  g_return_val_if_fail (axis != NULL, 0.0);

  if (axis->logarithmic)
    {
      const double low = log_position (axis->minimum);
      return (log_position (value) - low) / (log_position (axis->maximum) - low);
    }
  /* Halves, because maximum - minimum may overflow. */
  const double span = axis->maximum / 2 - axis->minimum / 2;
  return (value / 2 - axis->minimum / 2) / span;
}

double
study_axis_unmap (const StudyAxis *axis, double fraction)
{
  g_return_val_if_fail (axis != NULL, 0.0);

  if (axis->logarithmic)
    {
      const double low = log_position (axis->minimum);
      return pow (10.0, low + fraction * (log_position (axis->maximum) - low));
    }
  return axis->minimum * (1 - fraction) + axis->maximum * fraction;
}

/* exp10 through multiplication or division keeps 0.3 = 3 / 10 exactly what one would type. */
static double
decimal (double mantissa, int exponent)
{
  return exponent < 0 ? mantissa / pow (10.0, -exponent) : mantissa * pow (10.0, exponent);
}

/* A step of 1, 2 or 5 times a power of ten. */
typedef struct
{
  int mantissa, exponent;
} Step;

static Step
step_next (Step step)
{
  switch (step.mantissa)
    {
    case 1:
      return (Step){ 2, step.exponent };
    case 2:
      return (Step){ 5, step.exponent };
    default:
      return (Step){ 1, step.exponent + 1 };
    }
}

static double
step_value (Step step)
{
  return decimal (step.mantissa, step.exponent);
}

/* First and last multiple of the step inside the axis, with room for rounding at the ends. */
static void
step_multiples (const StudyAxis *axis, Step step, double *first, double *last)
{
  const double size = step_value (step);
  *first = ceil (axis->minimum / size - 1e-9);
  *last = floor (axis->maximum / size + 1e-9);
}

static Step
choose_step (const StudyAxis *axis, int most)
{
  const double largest = fmax (fabs (axis->minimum), fabs (axis->maximum));
  const double span = axis->maximum - axis->minimum;
  const double wanted = fmax (span / (most + 1), FINEST_STEP * largest);
  Step step = { 1, (int) floor (log10 (fmax (wanted, DBL_MIN))) };
  double first, last;

  for (;;)
    {
      step_multiples (axis, step, &first, &last);
      if (last - first + 1 <= most && step_value (step) >= FINEST_STEP * largest)
        return step;
      step = step_next (step);
    }
}

static int
digits_after (int decimals)
{
  return CLAMP (decimals, 0, 15);
}

/* "12 000.5": groups of three before the point once there are five digits. */
static void
format_plain (double value, int decimals, char text[32])
{
  char digits[48], *out = text;
  g_snprintf (digits, sizeof digits, "%.*f", digits_after (decimals), fabs (value));
  const int whole = (int) strcspn (digits, ".,");

  if (value < 0)
    out = g_stpcpy (out, MINUS);
  for (int i = 0; digits[i] != '\0'; i++)
    {
      if (whole >= 5 && i > 0 && i < whole && (whole - i) % 3 == 0)
        out = g_stpcpy (out, THIN_SPACE);
      *out++ = digits[i] == ',' ? '.' : digits[i]; /* notation does not follow the locale */
    }
  *out = '\0';
}

/* "0.50" as "0.5", "1.0" as "1". */
static void
trim_zeros (char *text)
{
  if (strchr (text, '.') == NULL)
    return;
  char *end = text + strlen (text);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    end[-1] = '\0';
}

static void
format_power (int exponent, char text[32])
{
  g_snprintf (text, 32, "10^{%s%d}", exponent < 0 ? MINUS : "", ABS (exponent));
}

/* "-1.5 x 10^{-4}"; step_exponent tells how many digits the mantissa needs. */
static void
format_scientific (double value, int step_exponent, gboolean trim, char text[32])
{
  int exponent = (int) floor (log10 (fabs (value)) + 1e-12);
  const double mantissa = decimal (value, -exponent);
  char power[32];

  format_power (exponent, power);
  if (fabs (fabs (mantissa) - 1) < 1e-12)
    {
      g_snprintf (text, 32, "%s%s", value < 0 ? MINUS : "", power);
      return;
    }
  format_plain (mantissa, MIN (exponent - step_exponent, 10), text);
  if (trim)
    trim_zeros (text);
  g_strlcat (text, TIMES, 32);
  g_strlcat (text, power, 32);
}

/* `trim`: without zeros at the end, as ticks are; hovered values keep them, lest their width
 * changes. */
static void
format_value (double value, double largest, int step_exponent, gboolean trim, char text[32])
{
  if (value == 0)
    {
      strcpy (text, "0");
      return;
    }
  if (largest >= PLAIN_BELOW || largest < PLAIN_FROM)
    {
      format_scientific (value, step_exponent, trim, text);
      return;
    }
  format_plain (value, -step_exponent, text);
  if (trim)
    trim_zeros (text);
}

void
study_axis_format (double value, int digits, char text[32])
{
  g_return_if_fail (text != NULL && digits > 0);

  if (isnan (value) || isinf (value))
    {
      g_strlcpy (text, isnan (value) ? "" : value < 0 ? MINUS "∞" : "∞", 32);
      return;
    }
  /* Nothing before the point is rounded away in plain numbers. */
  if (fabs (value) >= 1 && fabs (value) < PLAIN_BELOW)
    digits = MAX (digits, (int) floor (log10 (fabs (value))) + 1);
  /* Rounded first: 0.99999 is 1.000, with as many digits as other numbers above 1. */
  const double shown = num_number_round (value, digits);
  const int exponent = shown == 0 ? 0 : (int) floor (log10 (fabs (shown)) + 1e-12);
  format_value (shown, fabs (shown), exponent + 1 - digits, FALSE, text);
}

static int
linear_ticks (const StudyAxis *axis, int most, StudyTick ticks[STUDY_AXIS_MAX_TICKS])
{
  const Step step = choose_step (axis, most);
  const double largest = fmax (fabs (axis->minimum), fabs (axis->maximum));
  double first, last;
  int n = 0;

  step_multiples (axis, step, &first, &last);
  for (double i = first; i <= last && n < most; i++, n++)
    {
      ticks[n].value = decimal (i * step.mantissa, step.exponent) + 0.0; /* no negative zero */
      ticks[n].minor = FALSE;
      format_value (ticks[n].value, largest, step.exponent, TRUE, ticks[n].text);
    }
  return n;
}

static gboolean
inside (const StudyAxis *axis, double value)
{
  return value >= axis->minimum * (1 - 1e-9) && value <= axis->maximum * (1 + 1e-9);
}

/* Adds mantissa x 10^exponent if it lies on the axis and there is room for it. */
static void
add_log_tick (const StudyAxis *axis,
              int mantissa,
              int exponent,
              gboolean minor,
              gboolean plain,
              StudyTick *ticks,
              int *n)
{
  const double value = decimal (mantissa, exponent);
  if (!inside (axis, value) || *n >= STUDY_AXIS_MAX_TICKS)
    return;
  StudyTick *tick = &ticks[(*n)++];
  tick->value = value;
  tick->minor = minor;
  tick->text[0] = '\0';
  if (minor)
    return;
  if (plain)
    format_plain (value, -exponent, tick->text);
  else if (mantissa == 1 && exponent == 0)
    strcpy (tick->text, "1");
  else if (mantissa == 1)
    format_power (exponent, tick->text);
  else
    format_scientific (value, exponent, TRUE, tick->text);
}

static gboolean
is_labelled (int mantissa, int exponent, int stride, gboolean all)
{
  if (all)
    return mantissa == 1 || mantissa == 2 || mantissa == 5;
  return mantissa == 1 && exponent % stride == 0;
}

static int
count_125 (const StudyAxis *axis, int low, int high)
{
  static const int mantissas[3] = { 1, 2, 5 };
  int n = 0;

  for (int exponent = low; exponent <= high; exponent++)
    for (int i = 0; i < 3; i++)
      n += inside (axis, decimal (mantissas[i], exponent));
  return n;
}

static int
log_ticks (const StudyAxis *axis, int most, StudyTick ticks[STUDY_AXIS_MAX_TICKS])
{
  const int low = (int) floor (log10 (axis->minimum) + 1e-9);
  const int high = (int) floor (log10 (axis->maximum) + 1e-9);
  const int first = inside (axis, decimal (1, low)) ? low : low + 1;
  const int decades = high - first + 1;
  const int stride = MAX (1, (decades + most - 1) / MAX (most, 1));
  const gboolean plain = low >= -2 && high <= 3;
  const gboolean all = decades <= 2 && count_125 (axis, low, high) <= most;
  /* Minor ticks must not eat the places of major ones: 10 per decade at most. */
  const gboolean subdivide = stride == 1 && 10 * (high - low + 1) <= STUDY_AXIS_MAX_TICKS;
  int n = 0;

  for (int exponent = low; exponent <= high; exponent++)
    for (int mantissa = 1; mantissa <= 9; mantissa++)
      {
        const gboolean labelled = is_labelled (mantissa, exponent, stride, all);
        if (labelled || subdivide || (mantissa == 1 && decades <= STUDY_AXIS_MAX_TICKS))
          add_log_tick (axis, mantissa, exponent, !labelled, plain, ticks, &n);
      }
  return n;
}

int
study_axis_count_labelled (const StudyTick *ticks, int n)
{
  int labelled = 0;
  for (int i = 0; i < n; i++)
    labelled += !ticks[i].minor;
  return labelled;
}

int
study_axis_ticks (const StudyAxis *axis, int most, StudyTick ticks[STUDY_AXIS_MAX_TICKS])
{
  g_return_val_if_fail (axis != NULL && ticks != NULL, 0);

  most = CLAMP (most, 0, STUDY_AXIS_MAX_TICKS);
  if (most == 0 || !(axis->maximum > axis->minimum) || !isfinite (axis->maximum - axis->minimum))
    return 0;
  if (axis->logarithmic && axis->minimum > 0 && axis->maximum / axis->minimum >= LEAST_LOG_RATIO)
    {
      const int n = log_ticks (axis, most, ticks);
      if (study_axis_count_labelled (ticks, n) >= MIN (2, most))
        return n;
    }
  return linear_ticks (axis, most, ticks);
}

int
study_axis_ticks_at_least_two (const StudyAxis *axis,
                               int most,
                               StudyTick ticks[STUDY_AXIS_MAX_TICKS])
{
  int n = study_axis_ticks (axis, most, ticks);

  for (int more = 1; more <= MOST_MORE && study_axis_count_labelled (ticks, n) < 2; more++)
    n = study_axis_ticks (axis, most + more, ticks);
  return n;
}

static StudyAxis
fit_log (double minimum, double maximum, double margin)
{
  if (!(maximum > 0))
    maximum = 1;
  if (!(minimum > 0))
    minimum = maximum * EMPTY_DECADES;
  if (minimum == maximum)
    {
      minimum /= 10;
      maximum *= 10;
    }
  const double widen = pow (maximum / minimum, margin);
  return (StudyAxis){ fmax (minimum / widen, DBL_MIN), fmin (maximum * widen, DBL_MAX), TRUE };
}

StudyAxis
study_axis_fit (double minimum, double maximum, double margin, gboolean logarithmic)
{
  if (!isfinite (minimum) || !isfinite (maximum) || minimum > maximum)
    {
      minimum = logarithmic ? EMPTY_DECADES : 0;
      maximum = 1;
    }
  if (logarithmic)
    return fit_log (minimum, maximum, margin);
  const double largest = fmax (fabs (minimum), fabs (maximum));
  /* Closer than ticks can tell apart counts as one point. */
  if (maximum - minimum <= 1e-9 * largest || largest == 0)
    {
      const double widen = largest > 0 ? largest / 2 : 0.5;
      minimum -= widen;
      maximum += widen;
    }
  const double room = margin * (maximum - minimum);
  return (StudyAxis){ minimum - room, maximum + room, FALSE };
}
