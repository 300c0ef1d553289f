namespace Longhaul.Trainer.State;

/// <summary>Maps that a state holds as two lists of one length.</summary>
public static class StateTables
{
    /// <summary>The map from keys to values.</summary>
    /// <exception cref="Longhaul.Pipelines.PipelineException">A key stands twice.</exception>
    public static Dictionary<string, T> Pairs<T>(IReadOnlyList<string> keys, T[] values, StateReader from)
    {
        Dictionary<string, T> pairs = new(keys.Count, StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!pairs.TryAdd(keys[i], values[i]))
                throw from.Wrong($"'{keys[i]}' stands twice");
        }

        return pairs;
    }
}
