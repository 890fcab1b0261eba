/* All of a session that can be undone, as it is at one moment: parameters, kicks, pins, views. */
#pragma once

#include "app/session.h"

G_BEGIN_DECLS

typedef struct AppMemento AppMemento;

/* What differs between two mementos. */
typedef struct
{
  int n_keys;   /* parameters */
  ModelKey key; /* the first of them */
  gboolean kicks, comparison, pins, difference, branch, view;
  gboolean log_loss; /* of the view */
  gboolean look;     /* nothing but where the view looks: zoom, camera */
} AppMementoChange;

AppMemento *app_memento_new (AppSession *session);
void app_memento_free (AppMemento *self);
/* Makes the session what it was. */
void app_memento_restore (const AppMemento *self, AppSession *session);
/* FALSE where nothing differs. */
gboolean app_memento_compare (const AppMemento *a, const AppMemento *b, AppMementoChange *change);
/* For the menu, translated: "Correlation rho", "Pin". Owned by the caller. */
char *app_memento_name_change (const AppMementoChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppMemento, app_memento_free)

G_END_DECLS
