/* A row of facts; in a narrow window the least important ones make room. */
#include "app/panel/facts_strip.h"

#include "app/base/listen.h"
#include "app/base/style.h"
#include "app/base/tooltip.h"
#include "plot/draw/label.h"
#include "theory/place.h"

#include <adwaita.h>

/* Pixels at which widths of facts are rounded up, lest all move when a digit is added. */
#define WIDTH_STEP 8
#define SPACING 14

/* What is shown first when there is little room. */
static const AppFactKind by_importance[APP_N_FACTS] = { APP_FACT_T_A,   APP_FACT_T_B,
                                                        APP_FACT_PLACE, APP_FACT_UNSEEN,
                                                        APP_FACT_RATIO, APP_FACT_PLATEAU,
                                                        APP_FACT_CREDIT };

typedef struct
{
  GtkWidget *box;
  GtkLabel *name, *theory, *dot, *run, *error, *note;
  AppFact fact;
} Item;

struct _AppFactsStrip
{
  GtkWidget parent_instance;

  Item item[APP_N_FACTS];
  AppSession *session;
  int places_width; /* for the fonts of places_serial */
  guint places_serial;
};

G_DEFINE_FINAL_TYPE (AppFactsStrip, app_facts_strip, GTK_TYPE_WIDGET)

/* Room for the longest words, lest other facts come and go while the run is played. */
static int
measure_places (AppFactsStrip *self)
{
  GtkWidget *label = GTK_WIDGET (self->item[APP_FACT_PLACE].theory);
  guint serial = pango_context_get_serial (gtk_widget_get_pango_context (label));

  if (serial == self->places_serial)
    return self->places_width;
  self->places_serial = serial;
  self->places_width = 0;
  for (int state = 0; state < THEORY_PLACE_N_STATES; state++)
    {
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (label, NULL);
      g_autoptr (PangoAttrList) attributes = NULL;
      g_autofree char *text = NULL;
      int width;

      plot_label_parse (theory_place_get_words ((TheoryPlaceState) state), &text, &attributes);
      pango_layout_set_text (layout, text, -1);
      pango_layout_set_attributes (layout, attributes);
      pango_layout_get_pixel_size (layout, &width, NULL);
      self->places_width = MAX (self->places_width, width);
    }
  return self->places_width;
}

/* 0: there is nothing to say. */
static int
get_width (AppFactsStrip *self, AppFactKind kind)
{
  int natural;

  if (kind == APP_FACT_UNSEEN && *gtk_label_get_text (self->item[kind].theory) == '\0')
    return 0;
  gtk_widget_measure (self->item[kind].box, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  if (kind == APP_FACT_PLACE)
    natural = MAX (natural, measure_places (self));
  return (natural + WIDTH_STEP - 1) / WIDTH_STEP * WIDTH_STEP;
}

/* At least the first fact, whole. */
static void
app_facts_strip_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  AppFactsStrip *self = APP_FACTS_STRIP (widget);

  *minimum = *natural = 0;
  for (int i = 0; i < APP_N_FACTS; i++)
    if (orientation == GTK_ORIENTATION_HORIZONTAL)
      {
        const int width = get_width (self, (AppFactKind) i);

        *natural += width > 0 ? width + (i > 0 ? SPACING : 0) : 0;
      }
    else
      {
        int height;

        gtk_widget_measure (self->item[i].box, orientation, -1, NULL, &height, NULL, NULL);
        *natural = MAX (*natural, height);
      }
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? get_width (self, APP_FACT_T_A) : *natural;
  *minimum_baseline = *natural_baseline = -1;
}

/* Widths of the facts that find room, in order of importance; 0: hidden. The first is always shown.
 */
static void
choose_widths (AppFactsStrip *self, int room, int width[APP_N_FACTS])
{
  for (int i = 0; i < APP_N_FACTS; i++)
    {
      AppFactKind kind = by_importance[i];
      int wanted = get_width (self, kind);

      width[kind] = i > 0 && wanted > room ? 0 : MIN (wanted, MAX (room, 1));
      room -= width[kind] > 0 ? wanted + SPACING : 0;
    }
}

static void
app_facts_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppFactsStrip *self = APP_FACTS_STRIP (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int widths[APP_N_FACTS], x = 0;

  choose_widths (self, width, widths);
  for (int i = 0; i < APP_N_FACTS; i++)
    {
      GtkAllocation cell = { x, 0, widths[i], height };

      gtk_widget_set_child_visible (self->item[i].box, widths[i] > 0);
      if (widths[i] == 0)
        continue;
      if (i == APP_FACT_PLACE) /* stands at the far end */
        cell.x = width - widths[i];
      if (mirrored)
        cell.x = width - cell.x - cell.width;
      gtk_widget_size_allocate (self->item[i].box, &cell, -1);
      x += widths[i] + SPACING;
    }
}

static void
app_facts_strip_dispose (GObject *object)
{
  AppFactsStrip *self = APP_FACTS_STRIP (object);

  for (int i = 0; i < APP_N_FACTS; i++)
    {
      g_clear_pointer (&self->item[i].box, gtk_widget_unparent);
      app_fact_clear (&self->item[i].fact);
    }
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_facts_strip_parent_class)->dispose (object);
}

static void
app_facts_strip_class_init (AppFactsStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_facts_strip_dispose;
  widget_class->measure = app_facts_strip_measure;
  widget_class->size_allocate = app_facts_strip_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "factsstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* The fact as a whole has a name to be read out: its labels are not read one by one. */
static GtkLabel *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label =
      g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, "xalign",
                    0.0, "valign", GTK_ALIGN_BASELINE, NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
init_item (AppFactsStrip *self, Item *item)
{
  GtkWidget *values =
      g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  item->box =
      g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, "orientation",
                    GTK_ORIENTATION_VERTICAL, "valign", GTK_ALIGN_START, NULL);
  item->name = add_label (item->box, "caption");
  /* Names with a subscript are taller, downwards: all hang from the same line and, by the style
   * sheet, leave room for one, so that the values stand in one line too. */
  g_object_set (item->name, "valign", GTK_ALIGN_START, "yalign", 0.0, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (item->name), "fact-name");
  gtk_widget_add_css_class (GTK_WIDGET (item->name), "dim-label");
  item->theory = add_label (values, "heading");
  item->dot = add_label (values, "heading");
  item->run = add_label (values, "heading");
  item->error = add_label (values, "error-part");
  gtk_widget_add_css_class (GTK_WIDGET (item->error), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (item->error), "dim-label");
  for (GtkWidget *label = gtk_widget_get_first_child (values); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    app_style_keep_direction (label);
  gtk_box_append (GTK_BOX (item->box), values);
  item->note = add_label (item->box, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (item->note), "dim-label");
  gtk_widget_set_parent (item->box, GTK_WIDGET (self));
}

/* Times have the colour of their modality. */
static void
color_run (AppFactsStrip *self, AppFactKind kind)
{
  Item *item = &self->item[kind];
  PangoAttrList *attributes = gtk_label_get_attributes (item->run);
  g_autoptr (PangoAttrList) colored =
      attributes != NULL ? pango_attr_list_copy (attributes) : pango_attr_list_new ();
  const PlotColor *color;
  PlotTheme theme;

  if (kind > APP_FACT_T_B)
    return;
  app_style_init_theme (GTK_WIDGET (self), &theme);
  color = &theme.modality_text[kind == APP_FACT_T_A ? 0 : 1];
  pango_attr_list_insert (colored, pango_attr_foreground_new ((guint16) (color->red * 65535),
                                                              (guint16) (color->green * 65535),
                                                              (guint16) (color->blue * 65535)));
  gtk_label_set_attributes (item->run, colored);
}

static void
show_fact (AppFactsStrip *self, AppFactKind kind)
{
  Item *item = &self->item[kind];
  const AppFact *fact = &item->fact;

  app_style_set_label (item->name, fact->name);
  app_style_set_label (item->theory, fact->theory);
  gtk_label_set_text (item->dot, *fact->run != '\0' ? " · " : "");
  app_style_set_label (item->run, fact->run);
  gtk_label_set_text (item->error, fact->error);
  app_style_set_label (item->note, fact->note);
  gtk_widget_set_visible (GTK_WIDGET (item->note), *fact->note != '\0');
  color_run (self, kind);
  app_tooltip_set_text (item->box, fact->tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  fact->spoken, -1);
}

static void
update (AppFactsStrip *self, AppFactKind kind)
{
  Item *item = &self->item[kind];
  AppFact fact;

  app_fact_init (&fact, kind, app_session_get_phases (self->session),
                 app_session_get_snapshot (self->session), app_session_is_complete (self->session),
                 app_session_get_playhead (self->session));
  if (app_fact_equal (&fact, &item->fact))
    {
      app_fact_clear (&fact);
      return;
    }
  app_fact_clear (&item->fact);
  item->fact = fact;
  show_fact (self, kind);
}

static void
run_changed_cb (AppFactsStrip *self)
{
  for (int i = 0; i < APP_N_FACTS; i++)
    update (self, (AppFactKind) i);
}

static void
playhead_changed_cb (AppFactsStrip *self)
{
  update (self, APP_FACT_UNSEEN);
  update (self, APP_FACT_PLACE);
}

static void
style_changed_cb (AppFactsStrip *self)
{
  if (self->session == NULL)
    return;
  show_fact (self, APP_FACT_T_A);
  show_fact (self, APP_FACT_T_B);
}

static void
app_facts_strip_init (AppFactsStrip *self)
{
  for (int i = 0; i < APP_N_FACTS; i++)
    init_item (self, &self->item[i]);
  /* Words, unlike numbers, are read well without emphasis, and are long. */
  gtk_widget_remove_css_class (GTK_WIDGET (self->item[APP_FACT_PLACE].theory), "heading");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  app_style_on_style_changed (GTK_WIDGET (self), G_CALLBACK (style_changed_cb));
}

void
app_facts_strip_set_session (AppFactsStrip *self, AppSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  app_listen (session, "run-changed", G_CALLBACK (run_changed_cb), self);
  app_listen (session, "playhead-changed", G_CALLBACK (playhead_changed_cb), self);
  run_changed_cb (self);
}

const AppFact *
app_facts_strip_get_fact (AppFactsStrip *self, AppFactKind kind)
{
  return &self->item[kind].fact;
}

gboolean
app_facts_strip_is_shown (AppFactsStrip *self, AppFactKind kind)
{
  return gtk_widget_get_child_visible (self->item[kind].box);
}
