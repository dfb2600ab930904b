package io.percept.cli;

import io.percept.backend.Loss;
import io.percept.data.Dataset;
import io.percept.data.Preparation;
import io.percept.model.DataDescription;
import io.percept.model.Model;
import io.percept.model.Safetensors;
import io.percept.model.SafetensorsFile;
import io.percept.nn.InitialParameters;
import io.percept.nn.Network;
import io.percept.train.Trainer;
import io.percept.train.TrainingConfig;
import io.percept.train.TrainingResult;
import io.percept.train.TrainingSession;
import java.nio.file.Path;
import java.util.Optional;

/** What a training starts from. */
sealed interface Start {
    /** Decides on the network and the configuration, given the training data. */
    Prepared prepare(NetworkFlags network, TrainingFlags training, Dataset data);

    /** What is known of the data before it is read: what the model that is trained further was trained with. */
    default Optional<DataDescription> known() {
        return Optional.empty();
    }

    /** What a file holds: a model, or parameters only. */
    static Start from(Path path) {
        SafetensorsFile file = Safetensors.read(path);
        return Model.isIn(file) ? new Continued(path, Model.of(file)) : new Parameters(file);
    }

    /**
     * Ready to be trained.
     *
     * @param model what to train further; empty for a new network
     */
    record Prepared(Network network, TrainingConfig config, Optional<Model> model) {
        /** Where the training starts: the model's parameters, or those that are drawn for a new network. */
        float[] parameters() {
            return model.map(Model::parameters)
                    .orElseGet(
                            () -> InitialParameters.draw(network, config.initializer(), config.bias(), config.seed()));
        }

        /** What is done to the features: the model's preparation, or the one that is fitted to the training data. */
        Preparation preparation(Dataset training) {
            return model.map(known -> known.data().preparation())
                    .orElseGet(() -> Preparation.fit(training, config.missing(), config.scaling()));
        }

        TrainingResult train(Trainer trainer, PartFlags.Parts parts) {
            return model.isPresent()
                    ? trainer.train(model.get(), parts.training(), parts.validation())
                    : trainer.train(network, parts.training(), parts.validation());
        }
    }

    /** A new network. */
    record New() implements Start {
        @Override
        public Prepared prepare(NetworkFlags network, TrainingFlags training, Dataset data) {
            TrainingConfig config = training.config(Optional.empty(), data.rows());
            return new Prepared(described(network, config, data), config, Optional.empty());
        }
    }

    /** A network with parameters from elsewhere. */
    record Parameters(SafetensorsFile file) implements Start {
        @Override
        public Prepared prepare(NetworkFlags flags, TrainingFlags training, Dataset data) {
            TrainingConfig config = training.config(Optional.empty(), data.rows());
            Network network = described(flags, config, data);
            float[] parameters = Model.parametersOf(file, network);
            Preparation preparation = Preparation.fit(data, config.missing(), config.scaling());
            DataDescription description = DataDescription.of(data, preparation);
            Model model = new Model(network, Trainer.lossFor(config, data), description, parameters);
            return new Prepared(network, config, Optional.of(model));
        }
    }

    /** A model of Percept's, to be trained further with data of the same kind. */
    record Continued(Path path, Model model) implements Start {
        @Override
        public Optional<DataDescription> known() {
            return Optional.of(model.data());
        }

        @Override
        public Prepared prepare(NetworkFlags network, TrainingFlags training, Dataset data) {
            network.requireEqual(model.network(), path.toString());
            training.requirePreparationLeftOut(path.toString());
            Optional<Loss> loss = Optional.of(model.loss());
            return new Prepared(model.network(), training.config(loss, data.rows()), Optional.of(model));
        }
    }

    /** The network that the options describe for a data set. */
    static Network described(NetworkFlags network, TrainingConfig config, Dataset data) {
        int outputs = TrainingSession.outputsFor(Trainer.lossFor(config, data), data.targets());
        return network.network(data.columns(), outputs);
    }
}
