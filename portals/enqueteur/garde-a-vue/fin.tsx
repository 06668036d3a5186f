import { Bouton, Case, ChampTexte, Dialogue, Echec, heureDuService } from '@ppn/kit';
import type { ProblemeVu } from '@ppn/kit';
import { useState } from 'react';
import { cache, invalider } from '../application/donnees.ts';
import type { Redaction } from '../application/types.ts';
import { ChampDuMagistrat } from './champ-du-magistrat.tsx';
import type { VueMesure } from './donnees.ts';
import { heureDuFait } from './heure-du-fait.ts';
import { Pastilles } from './pastilles.tsx';
import { preparerActe } from './preparer.ts';
import { SignerLesActes } from './signer-les-actes.tsx';

/** Fin de la mesure, sur instruction du magistrat (63-8 CPP) : ce que devient la personne, l'heure, la signature. */
export function DialogueDeFin({
  vue,
  surFermeture,
}: {
  readonly vue: VueMesure;
  readonly surFermeture: () => void;
}) {
  const { mesure, ligne } = vue;
  const ordre = vue.entrees.findLast(({ type }) => type === 'fin-ordonnee');
  const nomme = ordre?.type === 'fin-ordonnee' ? ordre.donnees.nom : '';
  const [suite, poserSuite] = useState<string>(ligne.ordre?.suite ?? 'levee');
  const [nom, poserNom] = useState(nomme);
  const [tapee, poserTapee] = useState('');
  const [informee, poserInformee] = useState(false);
  const [montre, poserMontre] = useState(false);
  const [acte, poserActe] = useState<Redaction | undefined>(undefined);
  const [aSigner, poserASigner] = useState(false);
  const [refus, poserRefus] = useState<ProblemeVu | undefined>(undefined);
  const finA = heureDuFait(tapee, heureDuService().ms, mesure.zone);
  const signer = async (): Promise<void> => {
    poserMontre(true);
    if (nom.trim() === '' || finA === undefined) return;
    const rendu = await preparerActe(
      {
        idj: mesure.idj,
        mesure: mesure.id,
        type: 'gav-fin',
        contenu: {
          finA,
          suite,
          nomMagistrat: nom.trim(),
          instructionDe: mesure.cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur',
          information772: suite === 'levee' && informee,
        },
      },
      acte,
    );
    if (!rendu.ok) return poserRefus(rendu.refus);
    poserActe(rendu.valeur);
    return poserASigner(true);
  };
  if (acte !== undefined && aSigner)
    return (
      <SignerLesActes
        idj={mesure.idj}
        actes={[acte]}
        surFin={(signes) => {
          poserASigner(false);
          if (signes === 0) return;
          invalider({ genre: 'dossier', idj: mesure.idj });
          void cache.invalidateQueries({ queryKey: ['mesure', mesure.id] });
          surFermeture();
        }}
      />
    );
  return (
    <Dialogue titre="Mettre fin à la mesure" surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          void signer();
        }}
      >
        <Pastilles
          legende="La personne est"
          options={[
            { valeur: 'levee', libelle: 'remise en liberté' },
            { valeur: 'copj', libelle: 'convoquée (COPJ)' },
            { valeur: 'deferement', libelle: 'déférée' },
          ]}
          choisies={[suite]}
          surChoix={poserSuite}
        />
        <ChampDuMagistrat
          libelle={mesure.cadre === 'commission-rogatoire' ? 'Juge d’instruction' : 'Magistrat du parquet'}
          juridiction={mesure.juridiction.code}
          autorite={mesure.cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur'}
          value={nom}
          erreur={
            montre && nom.trim() === '' ? 'Indiquez le magistrat qui a donné l’instruction.' : undefined
          }
          surSaisie={poserNom}
        />
        <ChampTexte
          libelle="Heure de fin"
          placeholder="maintenant"
          inputMode="numeric"
          value={tapee}
          erreur={montre && finA === undefined ? 'Donnez une heure passée.' : undefined}
          surSaisie={poserTapee}
        />
        {suite === 'levee' ? (
          <Case coche={informee} surCoche={poserInformee}>
            L’article 77-2 est porté à la connaissance de la personne (63-8 al. 2)
          </Case>
        ) : null}
        {refus === undefined ? null : <Echec probleme={refus} />}
        <div className="dialogue-pied">
          <Bouton onClick={surFermeture}>Annuler</Bouton>
          <Bouton genre="primaire" type="submit">
            Signer la fin de mesure
          </Bouton>
        </div>
      </form>
    </Dialogue>
  );
}
