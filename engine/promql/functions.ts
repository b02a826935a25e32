/** Every function that is no experiment. https://prometheus.io/docs/prometheus/latest/querying/functions/ */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'abs absent absent_over_time ceil changes clamp clamp_max clamp_min day_of_month day_of_week day_of_year days_in_month delta deriv exp floor ' +
    'histogram_avg histogram_count histogram_sum histogram_fraction histogram_quantile histogram_stddev histogram_stdvar hour idelta increase irate ' +
    'label_join label_replace ln log2 log10 minute month predict_linear rate resets round scalar sgn sort sort_desc sqrt time timestamp vector year ' +
    'avg_over_time min_over_time max_over_time sum_over_time count_over_time quantile_over_time stddev_over_time stdvar_over_time last_over_time ' +
    'present_over_time acos acosh asin asinh atan atanh cos cosh sin sinh tan tanh deg pi rad'
  ).split(' '),
)
