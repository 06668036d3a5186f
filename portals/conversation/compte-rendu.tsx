import type { Adresse, CompteRenduPrepare } from '@ppn/messagerie/contract';
import {
  annoncer,
  Bouton,
  ChampChoix,
  ChampZone,
  Chargement,
  Echec,
  pluriel,
  type ProblemeVu,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { usePoste } from './contexte.tsx';
import { problemeDe, useLectures } from './donnees.ts';
import { gardeDeMessage } from './garde-de-message.ts';

type Proprietes = {
  readonly idj: string;
  /** Garde a vue a laquelle lier le fil ; absente : celle qui court, s'il y en a une. */
  readonly mesure?: string | undefined;
  readonly surEnvoi: (fil: string) => void;
  readonly surAbandon: () => void;
};

/** Compte rendu au parquet : tout est prerempli du dossier, il reste une question a poser. */
export function CompteRendu({ idj, ...suite }: Proprietes) {
  const lecture = useQuery(useLectures().compteRendu(idj));
  if (lecture.isPending) return <Chargement libelle="Préparation du compte rendu" />;
  if (lecture.isError)
    return <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />;
  return <Formulaire idj={idj} prepare={lecture.data} {...suite} />;
}

function Formulaire({
  idj,
  mesure,
  prepare,
  surEnvoi,
  surAbandon,
}: Proprietes & { readonly prepare: CompteRenduPrepare }) {
  const { client, moi } = usePoste();
  const cache = useQueryClient();
  const garde = gardeDeMessage(moi.matricule, `compte-rendu ${idj}`);
  const [{ id, texte: question }, poser] = useState(garde.lire);
  const [fil] = useState(() => crypto.randomUUID());
  const [code, poserCode] = useState(prepare.destinataires[0]?.code ?? '');
  const [synthese, poserSynthese] = useState('');
  const [gardeAVue, poserGardeAVue] = useState(prepare.compteRendu.gardeAVue);
  const [envoi, poserEnvoi] = useState(false);
  const [refus, poserRefus] = useState<ProblemeVu>();
  const destinataire = prepare.destinataires.find((candidat) => candidat.code === code);
  const visee = mesure ?? prepare.mesure;
  useEffect(() => document.getElementById('question-au-parquet')?.focus(), []);
  const envoyer = async (): Promise<void> => {
    if (envoi) return;
    if (question.trim() === '')
      return poserRefus({ title: 'À compléter', detail: 'Posez la question au parquet.' });
    poserEnvoi(true);
    const rendu = await client.appeler('POST /api/fils', {
      corps: {
        id: fil,
        type: 'parquet-enquete',
        lien: visee === null ? { genre: 'dossier', idj } : { genre: 'mesure', idj, mesure: visee },
        destinataire: adresseDe(destinataire),
        message: { id, texte: '', compteRendu: { ...prepare.compteRendu, synthese, gardeAVue, question } },
      },
    });
    poserEnvoi(false);
    if (!rendu.ok) return poserRefus(rendu.refus);
    garde.effacer();
    cache.setQueryData(['fil', rendu.valeur.id], rendu.valeur);
    void cache.invalidateQueries({ queryKey: ['fils'] });
    annoncer('Compte rendu envoyé au parquet.');
    surEnvoi(rendu.valeur.id);
  };
  useRaccourcis([
    { touche: 'ctrl+enter', libelle: 'Envoyer', groupe: 'Messages', action: () => void envoyer() },
  ]);
  return (
    <form
      className="pile compte-rendu-formulaire"
      aria-label="Compte rendu au parquet"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void envoyer();
      }}
    >
      <h2>Compte rendu au parquet</h2>
      <ChampChoix
        libelle="À"
        value={code}
        surSaisie={poserCode}
        options={prepare.destinataires.map((candidat) => ({
          valeur: candidat.code,
          libelle: candidat.libelle,
        }))}
        aide={presenceDe(destinataire, prepare.delaiHabituelMin)}
      />
      <dl className="compte-rendu">
        <dt>Nature</dt>
        <dd>{prepare.compteRendu.nature}</dd>
        {prepare.compteRendu.personnes.map(({ nom, qualite }) => (
          <Paire key={nom} nom={qualite || 'personne'} valeur={nom} />
        ))}
        {prepare.compteRendu.faits.map((fait) => (
          <Paire key={fait} nom="Fait" valeur={fait} />
        ))}
      </dl>
      <ChampZone
        id="question-au-parquet"
        libelle="Question posée"
        rows={3}
        value={question}
        maxLength={2_000}
        surSaisie={(texte) => {
          poser({ id, texte });
          garde.ecrire({ id, texte });
        }}
      />
      <ChampZone
        libelle="Synthèse (facultative)"
        rows={3}
        value={synthese}
        maxLength={8_000}
        surSaisie={poserSynthese}
      />
      <ChampZone
        libelle="Garde à vue (facultative)"
        rows={2}
        value={gardeAVue}
        maxLength={1_000}
        surSaisie={poserGardeAVue}
      />
      {refus === undefined ? null : <Echec probleme={refus} />}
      <div className="rangee">
        <Bouton genre="primaire" type="submit" touche="Ctrl Entrée" enCours={envoi}>
          {envoi ? 'Envoi…' : 'Envoyer au parquet'}
        </Bouton>
        <Bouton onClick={surAbandon}>Fermer</Bouton>
      </div>
    </form>
  );
}

const Paire = ({ nom, valeur }: { readonly nom: string; readonly valeur: string }) => (
  <>
    <dt>{nom}</dt>
    <dd>{valeur}</dd>
  </>
);

type Destinataire = CompteRenduPrepare['destinataires'][number];

function presenceDe(destinataire: Destinataire | undefined, delai: number | null): string {
  if (destinataire === undefined) return 'Aucune permanence connue.';
  const qui = destinataire.tenuePar === null ? 'Permanence non tenue' : `Tenue par ${destinataire.tenuePar}`;
  const la =
    destinataire.enLigne === 0
      ? 'personne en ligne'
      : `${pluriel(destinataire.enLigne, 'magistrat')} en ligne`;
  return `${qui}, ${la}${delai === null ? '' : `, réponse habituelle en ${delai} min`}.`;
}

/** L'adresse seule, sans la presence qui l'accompagnait. */
function adresseDe(destinataire: Destinataire | undefined): Adresse | null {
  if (destinataire === undefined) return null;
  const { service, code, libelle, fonction, matricule } = destinataire;
  return { service, code, libelle, fonction, matricule };
}
