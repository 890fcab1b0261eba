/* The application: windows, style, about, help. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_APPLICATION (app_application_get_type ())
G_DECLARE_FINAL_TYPE (AppApplication, app_application, APP, APPLICATION, AdwApplication)

AppApplication *app_application_new (void);

/* Binds the translations; PLATEAU_LOCALEDIR in the environment names another place for them. */
void app_application_init_locale (void);

/**
 * app_application_run:
 * Opens the window, or the files named on the command line, and runs until it is closed.
 * Returns the exit status: 1 without a display, said in one line on standard error.
 */
int app_application_run (int argc, char **argv);

G_END_DECLS
