/* Chooses the renderer that suits the machine. */
#include "app/base/renderer.h"

/* Whether a folder holds a name that begins so. */
static gboolean
holds (const char *folder, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix))
      return TRUE;
  return FALSE;
}

gboolean
app_renderer_has_device (const char *folder)
{
  g_autofree char *dri = g_build_filename (folder, "dri", NULL);

  return holds (dri, "renderD") || holds (folder, "nvidia");
}

void
app_renderer_choose (void)
{
#ifdef __linux__
  if (!app_renderer_has_device ("/dev"))
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
#endif
}
