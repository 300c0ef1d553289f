namespace Longhaul.Trainer.Features.Windows;

/// <summary>How long a category has been what it is, and how long it will be.</summary>
internal static class Changes
{
    /// <summary>Per row of the series: steps since the first row of the present run of equal codes.</summary>
    public static float[] Since(Series series, int[] codes)
    {
        var since = new float[series.Rows.Length];
        for (int i = 0, start = 0; i < since.Length; i++)
        {
            if (i > 0 && codes[series.Rows[i]] != codes[series.Rows[i - 1]])
                start = i;
            since[i] = (float)(series.Times[i] - series.Times[start]);
        }

        return since;
    }

    /// <summary>Per row of the series: steps until the first row with another code; until the last row where none follows.</summary>
    public static float[] Until(Series series, int[] codes)
    {
        var until = new float[series.Rows.Length];
        for (int i = until.Length - 1, end = i; i >= 0; i--)
        {
            if (i + 1 < until.Length && codes[series.Rows[i]] != codes[series.Rows[i + 1]])
                end = i + 1;
            until[i] = (float)(series.Times[end] - series.Times[i]);
        }

        return until;
    }
}
