using System.Runtime.InteropServices;

namespace Cep.Feeds.Kafka;

/// <summary>Reads the error objects of the native library.</summary>
internal static partial class NativeErrors
{
    private const string Library = NativeKafka.Library;

    static NativeErrors() => NativeKafka.Find();

    /// <summary>Takes what an error object says and frees it.</summary>
    public static (int Code, string Text, bool IsFatal, bool IsRetriable, bool RequiresAbort) Take(nint error)
    {
        var taken = (Code(error), Marshal.PtrToStringUTF8(Text(error)) ?? "", IsFatal(error) != 0, IsRetriable(error) != 0, RequiresAbort(error) != 0);
        Destroy(error);
        return taken;
    }

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_code")]
    private static partial int Code(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_string")]
    private static partial nint Text(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_is_fatal")]
    private static partial int IsFatal(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_is_retriable")]
    private static partial int IsRetriable(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_txn_requires_abort")]
    private static partial int RequiresAbort(nint error);

    [LibraryImport(Library, EntryPoint = "rd_kafka_error_destroy")]
    private static partial void Destroy(nint error);
}
