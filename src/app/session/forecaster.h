/* Keeps forecasts coming: one thread at most, for the newest run. Main thread only. */
#pragma once

#include "study/forecast.h"

G_BEGIN_DECLS

typedef struct AppForecaster AppForecaster;

/* @forecast: of the run followed last; its results may be taken */
typedef void (*AppForecasterFunc) (StudyForecast *forecast, gpointer data);

AppForecaster *app_forecaster_new (AppForecasterFunc done, gpointer data);
/* Does not wait for the thread; done is not called any more. */
void app_forecaster_free (AppForecaster *self);
/* Computes the forecast of a run, unless another run follows before it is done. */
void app_forecaster_follow (AppForecaster *self, ModelSnapshot *snapshot);
/* Hands over now what the main loop would later: a frame is about to be drawn that can show it. */
void app_forecaster_poll (AppForecaster *self);

G_END_DECLS
