using System.Globalization;
using System.Text;
using Longhaul.Reporting.Markdown;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>What a reader should doubt: signs of leaks in the data, and candidates that are better than can be.</summary>
internal static class AlarmSection
{
    public static string Write(ReportContext context)
    {
        var alarms = context.State.Alarms;
        if (alarms.Count == 0)
            return "";
        var text = new StringBuilder("## Too good to be true?\n\n");
        text.Append("Before anything was trained the data were searched for what gives labels away, and every candidate that became the best was looked at again. What was found may make the scores below worth less than they look.\n\n");
        for (var i = 0; i < alarms.Count; i++)
        {
            var alarm = alarms[i];
            text.Append("- **").Append(MarkdownText.Quote(alarm.What)).Append("** ");
            text.Append(context.Reference(string.Create(CultureInfo.InvariantCulture, $"a{i + 1}"), "figure")).Append(": ").Append(MarkdownText.Quote(alarm.Measure, 600)).Append(". ");
            text.Append(MarkdownText.Quote(alarm.ActionText)).Append(' ').Append(MarkdownText.Quote(alarm.Advice)).Append('\n');
        }

        return text.ToString();
    }
}
