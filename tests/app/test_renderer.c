/* Which machines are taken for ones with a graphics processor. */
#include "app/base/renderer.h"

#include <glib/gstdio.h>

static void
test_devices (void)
{
  g_autofree char *folder = g_dir_make_tmp ("plateau-XXXXXX", NULL);
  g_autofree char *dri = g_build_filename (folder, "dri", NULL);
  g_autofree char *card = g_build_filename (dri, "card0", NULL);
  g_autofree char *render = g_build_filename (dri, "renderD128", NULL);
  g_autofree char *nvidia = g_build_filename (folder, "nvidia0", NULL);

  g_assert_false (app_renderer_has_device (folder));
  g_mkdir (dri, 0700);
  g_file_set_contents (card, "", 0, NULL);
  g_assert_false (app_renderer_has_device (folder)); /* it shows pictures, it makes none */
  g_file_set_contents (render, "", 0, NULL);
  g_assert_true (app_renderer_has_device (folder));
  g_unlink (render);
  g_file_set_contents (nvidia, "", 0, NULL);
  g_assert_true (app_renderer_has_device (folder));
  g_unlink (nvidia);
  g_unlink (card);
  g_rmdir (dri);
  g_rmdir (folder);
}

static void
test_user_chooses (void)
{
  g_setenv ("GSK_RENDERER", "gl", TRUE);
  app_renderer_choose ();
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "gl");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/renderer/devices", test_devices);
  g_test_add_func ("/app/renderer/user-chooses", test_user_chooses);
  return g_test_run ();
}
