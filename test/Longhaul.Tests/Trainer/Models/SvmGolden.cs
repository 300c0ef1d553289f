namespace Longhaul.Tests.Trainer.Models;

/// <summary>What scikit-learn 1.2.1 gives on the data of <see cref="SvmTests"/>; the calls stand there.</summary>
internal static class SvmGolden
{
    public static readonly double[] Decisions = [1.0482105020295005, 1.5922144252210524, -1.0019926868675888, 1.4663757743270376, -0.044474555479383136];

    public static readonly double[] Predictions = [6.777400572431947, 6.4524727763301835, 4.553859702325248, 7.543745929491756, 4.045062339699776];
}
