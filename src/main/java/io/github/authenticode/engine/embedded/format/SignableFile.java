package io.github.authenticode.engine.embedded.format;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.diagnose.ProblemException;
import io.github.authenticode.diagnose.catalogue.FileProblem;
import io.github.authenticode.engine.Engine;
import io.github.authenticode.engine.script.SignableScript;
import io.github.authenticode.plan.DigestAlgorithm;
import io.github.authenticode.plan.filetype.FileFormat;
import java.io.File;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Function;
import net.jsign.Signable;
import net.jsign.appx.APPXFile;
import net.jsign.cat.CatalogFile;
import net.jsign.mscab.MSCabinetFile;
import net.jsign.msi.MSIFile;
import net.jsign.navx.NAVXFile;
import net.jsign.nuget.NugetFile;
import net.jsign.pe.PEFile;
import net.jsign.script.JScript;
import net.jsign.script.PowerShellScript;
import net.jsign.script.PowerShellXMLScript;
import net.jsign.script.VBScript;
import net.jsign.script.WindowsScript;

/**
 * The opener of a file as what the plan says it is. {@link Signable#of} goes by the extension for scripts and packages,
 * and for scripts it also takes another encoding than the classes themselves do.
 */
public final class SignableFile {
    private SignableFile() {}

    public static Signable open(Engine.Task task) throws IOException, ProblemException {
        Path file = task.file();
        requireContent(file);
        return switch (task.format()) {
            case POWERSHELL, POWERSHELL_XML, VBSCRIPT, JSCRIPT, WSF -> script(task);
            case MSI -> msi(file);
            case PE, CAB, CATALOG, APPX, NAVX, NUGET -> binary(task);
        };
    }

    /**
     * Takes the old signature out of a script, before jsign opens it: jsign would take too much for the signature.
     *
     * @throws ProblemException if what is signature and what is text cannot be told apart
     */
    private static void removeScriptSignature(Engine.Task task) throws IOException, ProblemException {
        rewriteSigned(task, SignableScript::withoutBlock);
    }

    /** Lets jsign see the old signature of a script that ends without a line end. */
    private static void exposeScriptSignature(Engine.Task task) throws IOException, ProblemException {
        rewriteSigned(task, SignableScript::withLastLineEnd);
    }

    private static void rewriteSigned(Engine.Task task, Function<SignableScript, byte[]> change)
            throws IOException, ProblemException {
        Optional<SignableScript> script = readScript(task).filter(SignableScript::hasBlock);
        if (script.isPresent()) {
            Files.write(task.file(), change.apply(script.get()));
        }
    }

    /** The script, if the file is one, fit to be signed. */
    private static Optional<SignableScript> readScript(Engine.Task task) throws IOException, ProblemException {
        Optional<SignableScript> script = SignableScript.read(task.file(), task.format());
        Optional<Problem> objection =
                script.flatMap(s -> s.objection(String.valueOf(task.file().getFileName())));
        if (objection.isPresent()) {
            throw new ProblemException(objection.get());
        }
        return script;
    }

    /**
     * Makes a file ready to be opened and signed, where jsign does not do that, or does it wrong.
     *
     * @param replace whether a signature that is there goes
     */
    public static void prepare(Engine.Task task, DigestAlgorithm digest, boolean replace)
            throws IOException, ProblemException {
        requireContent(task.file());
        switch (task.format()) {
            case CAB -> CabinetReserve.prepare(task.file());
            case MSI -> {
                openForWriting(task.file()).close();
                FormatSuitability.requireNoTransform(task);
                InstallerMetadata.write(task.file(), digest, replace);
            }
            case POWERSHELL, POWERSHELL_XML, VBSCRIPT, JSCRIPT, WSF -> {
                if (replace) {
                    removeScriptSignature(task);
                } else {
                    exposeScriptSignature(task);
                }
            }
            case PE, CATALOG, APPX, NAVX, NUGET -> {}
        }
    }

    /** Puts in order what jsign leaves behind when it has signed and closed a file. */
    public static void finish(Engine.Task task) throws IOException {
        if (task.format() == FileFormat.MSI) {
            InstallerTidying.tidy(task.file());
        }
    }

    private static void requireContent(Path file) throws IOException, ProblemException {
        if (Files.size(file) == 0) {
            throw new ProblemException(Problem.of(
                    FileProblem.FILE_EMPTY,
                    file.getFileName() + " is empty.",
                    "Build the file again, or leave it out."));
        }
    }

    private static Signable binary(Engine.Task task) throws IOException, ProblemException {
        SeekableByteChannel channel = openForWriting(task.file());
        boolean opened = false;
        try {
            WidePackage.prepare(channel, task);
            Signable signable = binary(channel, task.format());
            opened = true;
            return signable;
        } finally {
            // Not all of jsign's constructors close what they were given when they fail.
            if (!opened) {
                channel.close();
            }
        }
    }

    private static Signable binary(SeekableByteChannel channel, FileFormat format) throws IOException {
        return switch (format) {
            case PE -> new PEFile(channel);
            case CAB -> new MSCabinetFile(channel);
            case CATALOG -> new CatalogFile(channel);
            case APPX -> new APPXFile(channel);
            case NAVX -> new NAVXFile(channel);
            case NUGET -> new NugetFile(channel);
            default -> throw new IllegalArgumentException(format + " is not opened by channel");
        };
    }

    /** By file, not by channel: from a channel jsign reads a whole installer into memory. */
    private static Signable msi(Path file) throws IOException {
        openForWriting(file).close(); // jsign leaks a handle when it can read the file but not write it
        return new MSIFile(file.toFile());
    }

    private static Signable script(Engine.Task task) throws IOException, ProblemException {
        Path file = task.file();
        FileFormat format = task.format();
        openForWriting(file).close();
        readScript(task);
        var encoding = ScriptEncoding.of(file, format);
        File script = file.toFile();
        return switch (format) {
            case POWERSHELL -> new PowerShellScript(script, encoding);
            case POWERSHELL_XML -> new PowerShellXMLScript(script, encoding);
            case VBSCRIPT -> new VBScript(script, encoding);
            case JSCRIPT -> new JScript(script, encoding);
            case WSF -> new WindowsScript(script, encoding);
            default -> throw new IllegalArgumentException(format + " is no script");
        };
    }

    /** Fails with the operating system's reason if the file is locked, read-only or gone. */
    private static SeekableByteChannel openForWriting(Path file) throws IOException {
        return Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
