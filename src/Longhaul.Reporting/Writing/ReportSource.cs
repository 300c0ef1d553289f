using System.Text;
using Longhaul.Reporting.Pictures;
using Longhaul.Reporting.Writing.Sections;

namespace Longhaul.Reporting.Writing;

/// <summary>Composes a report's source from its sections: pure, the same context gives the same text.</summary>
public static class ReportSource
{
    /// <summary>The source with references in place of figures.</summary>
    public static string Compose(ReportContext context, IReadOnlyList<Picture> pictures)
    {
        string[] sections =
        [
            ResultSection.Write(context),
            AlarmSection.Write(context),
            AskedSection.Write(context),
            PicturesSection.Write(pictures),
            HelpedSection.Write(context),
            TriedSection.Write(context),
            ChoiceSection.Write(context),
            DataSection.Write(context),
            AddedSection.Write(context.State.Environment),
            AgainSection.Write(context),
            NextSection.Write(context),
            TeamSection.Write(context),
            NetworkSection.Write(context.State.Refused),
            ProvenanceSection.Write(context),
        ];
        var source = new StringBuilder();
        foreach (var section in sections.Where(section => section.Length > 0))
            source.Append(source.Length == 0 ? "" : "\n").Append(section.Trim('\n')).Append('\n');
        return source.ToString();
    }
}
