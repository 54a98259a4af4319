package io.github.authenticode.maven.execution;

import io.github.authenticode.diagnose.Problem;
import io.github.authenticode.engine.signtool.verify.SigntoolOpinion;
import io.github.authenticode.engine.signtool.verify.SigntoolVerifier;
import io.github.authenticode.plan.PlannedFile;
import io.github.authenticode.plan.filetype.FileFormat;
import io.github.authenticode.verify.SecondJudge;
import io.github.authenticode.verify.verdict.Opinion;
import io.github.authenticode.verify.verdict.Opinion.Stance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * signtool as a second judge. Windows itself reads the signatures of programs, cabinets, catalogs and installers; those
 * of other files it reads by components that may not be installed (NavSip.dll for Business Central), and those of NuGet
 * packages not at all: there signtool's ignorance is no opinion.
 */
final class SigntoolJudge implements SecondJudge {
    private static final Set<FileFormat> BUILT_IN =
            EnumSet.of(FileFormat.PE, FileFormat.CAB, FileFormat.CATALOG, FileFormat.MSI);

    private final SigntoolVerifier signtool;

    SigntoolJudge(SigntoolVerifier signtool) {
        this.signtool = signtool;
    }

    @Override
    public String name() {
        return "signtool";
    }

    @Override
    public void judge(List<PlannedFile> files, Listener listener) throws InterruptedException {
        List<Integer> judgeable = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).format() == FileFormat.NUGET) {
                listener.judged(i, opinion(Stance.ABSTAINS, Optional.empty()));
            } else {
                judgeable.add(i);
            }
        }
        int first = 0;
        for (List<Path> call :
                signtool.calls(judgeable.stream().map(i -> files.get(i).path()).toList())) {
            List<Integer> indexes = judgeable.subList(first, first + call.size());
            List<SigntoolOpinion> opinions = signtool.verify(call);
            IntStream.range(0, indexes.size())
                    .forEach(i -> listener.judged(
                            indexes.get(i),
                            opinion(opinions.get(i), files.get(indexes.get(i)).format())));
            first += call.size();
        }
    }

    private Opinion opinion(SigntoolOpinion said, FileFormat format) {
        Stance stance = switch (said.word()) {
            case ACCEPTED -> Stance.ACCEPTS;
            case UNSTAMPED -> Stance.ACCEPTS_UNSTAMPED;
            case REFUSED -> Stance.REFUSES;
            case UNTRUSTED_ROOT -> Stance.DISTRUSTS_ROOT;
            case UNRECOGNIZED -> BUILT_IN.contains(format) ? Stance.REFUSES : Stance.ABSTAINS;
            case UNSAID -> Stance.FAILED;
        };
        return opinion(stance, said.problem());
    }

    private Opinion opinion(Stance stance, Optional<Problem> reason) {
        return new Opinion(name(), signtool.version(), stance, reason);
    }
}
