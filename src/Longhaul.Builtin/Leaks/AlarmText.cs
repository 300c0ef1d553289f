using System.Text;
using Longhaul.Search.Alarms;

namespace Longhaul.Builtin.Leaks;

/// <summary>Alarms as notes for people.</summary>
public static class AlarmText
{
    /// <summary>A section of the summary; empty where there is no alarm.</summary>
    public static string Section(IReadOnlyList<Alarm> alarms) => alarms.Count == 0 ? "" : $"## Too good to be true?\n\n{List(alarms)}\n";

    /// <summary><c>analysis/alarms.md</c>: what was looked for, what was found, and what is worth a note.</summary>
    /// <param name="notes">What is no alarm but good to know, a sentence each.</param>
    public static string File(IReadOnlyList<Alarm> alarms, IReadOnlyList<string> notes)
    {
        var text = new StringBuilder("# Too good to be true?\n\nLooked for, before anything was trained: copies of the target, columns, empty cells and texts that tell it alone, ids and orders of rows that know it, rows and groups that train and test share, values from the future, encodings of the target, and columns that test holds otherwise.\n\n");
        text.Append(alarms.Count == 0 ? "Nothing was found.\n" : List(alarms));
        if (notes.Count > 0)
            text.Append("\n## Good to know\n\n");
        foreach (var note in notes)
            text.Append("- ").Append(note).Append('\n');
        return text.ToString();
    }

    private static string List(IReadOnlyList<Alarm> alarms) => string.Concat(alarms.Select(alarm => $"- **{alarm.What}** {alarm.FigureText}: {alarm.Measure}. {alarm.ActionText} {alarm.Advice}\n"));
}
