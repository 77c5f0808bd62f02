# The kit with everything set up: docker build -t unrolled . && docker run --rm -p 8888:8888 unrolled
FROM debian:trixie-slim

RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      openjdk-21-jdk-headless maven jupyterlab jupyter-core jupyter-client jupyter-server jupyter-nbconvert jupyter-notebook \
      libfreetype6 libharfbuzz0b fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/*

ARG NB_USER=student
ARG NB_UID=1000
RUN useradd --create-home --uid "${NB_UID}" "${NB_USER}"
ENV HOME=/home/${NB_USER}
WORKDIR ${HOME}
USER ${NB_USER}

COPY --chown=${NB_UID} . ${HOME}
RUN ./kit kernel install --user

EXPOSE 8888
CMD ["./kit", "lab", "--no-browser", "--port", "8888", "--ip", "0.0.0.0"]
