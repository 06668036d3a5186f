import type { MotifClassement } from '@ppn/nomenclature/contract';
import { Chargement, ChampZone, Echec, Puce } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemeDe } from '../client.ts';
import { lectureMotifs } from '../donnees.ts';
import { texteDe } from './contenu.ts';
import { estProposition, explicationProposee } from './explications.ts';
import type { ProprietesChamps } from './proprietes-des-champs.ts';

const aPlat = (texte: string): string => texte.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const Motif = ({
  motif,
  choisi,
  surChoix,
}: {
  readonly motif: MotifClassement;
  readonly choisi: boolean;
  readonly surChoix: () => void;
}) => (
  <label className="case motif" htmlFor={`motif-${motif.code}`}>
    <input id={`motif-${motif.code}`} type="radio" name="motif" checked={choisi} onChange={surChoix} />
    <span>
      <strong className="chiffres">{motif.code}</strong> {motif.libelle}{' '}
      {motif.aVerifier ? <Puce ton="alerte">à vérifier</Puce> : null}
    </span>
  </label>
);

/** Classement sans suite : le motif, par famille, et l'explication en mots simples due a la victime (40-2 CPP). */
export const ChampsClassement = ({ contenu, erreurDe, modifier }: ProprietesChamps) => {
  const motifs = useQuery(lectureMotifs);
  const [filtre, setFiltre] = useState('');
  const choisi = texteDe(contenu, 'motif');
  const explication = texteDe(contenu, 'explication');
  const erreur = erreurDe('motif');
  const trouves = (motifs.data ?? []).filter(({ code, libelle, famille }) =>
    aPlat(`${code} ${libelle} ${famille}`).includes(aPlat(filtre.trim())),
  );
  const familles = Map.groupBy(trouves, ({ famille }) => famille);
  const choisir = (code: string): void =>
    modifier({
      motif: code,
      ...(estProposition(explication) ? { explication: explicationProposee(code) } : {}),
    });
  return (
    <>
      <fieldset className="motifs" aria-describedby={erreur === undefined ? undefined : 'motif-erreur'}>
        <legend>Motif</legend>
        <input
          className="saisie"
          type="text"
          aria-label="Chercher un motif par code ou par mots"
          aria-invalid={erreur === undefined ? undefined : true}
          placeholder="Chercher : 21, auteur inconnu…"
          autoComplete="off"
          maxLength={60}
          value={filtre}
          onChange={(evenement) => setFiltre(evenement.currentTarget.value)}
          onKeyDown={(evenement) => {
            const seul = trouves[0];
            if (evenement.key !== 'Enter' || seul === undefined || filtre.trim() === '') return;
            evenement.preventDefault();
            choisir(seul.code);
            setFiltre('');
            document.getElementById(`motif-${seul.code}`)?.focus();
          }}
        />
        {erreur === undefined ? null : (
          <span id="motif-erreur" className="champ-erreur">
            {erreur}
          </span>
        )}
        {motifs.isPending ? <Chargement libelle="Chargement des motifs" /> : null}
        {motifs.isError ? (
          <Echec probleme={problemeDe(motifs.error)} reessayer={() => void motifs.refetch()} />
        ) : null}
        <div className="motifs-liste">
          {[...familles].map(([famille, liste]) => (
            <div key={famille}>
              <p className="petit discret motif-famille">{famille}</p>
              {liste.map((motif) => (
                <Motif
                  key={motif.code}
                  motif={motif}
                  choisi={motif.code === choisi}
                  surChoix={() => choisir(motif.code)}
                />
              ))}
            </div>
          ))}
          {motifs.isSuccess && trouves.length === 0 ? (
            <p className="petit discret">Aucun motif ne correspond.</p>
          ) : null}
        </div>
      </fieldset>
      <ChampZone
        libelle="Explication à la victime, en mots simples"
        aide="Proposée d’après le motif : relisez-la et complétez-la. Elle figure dans l’avis (art. 40-2 CPP)."
        erreur={erreurDe('explication')}
        rows={5}
        maxLength={4_000}
        value={explication}
        surSaisie={(texte) => modifier({ explication: texte })}
      />
    </>
  );
};
