import type { VueDossier } from '@ppn/dossier/contract';
import { Alerte, Bouton, ChampZone, ChoixDeCosignataire, useRaccourcis } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Brouillon } from '../dossier/apercu.tsx';
import { lectureCosignataires, memoire } from '../donnees.ts';
import { texteDe } from './contenu.ts';
import { client } from '../client.ts';
import { DialogueSignature } from '../signature/dialogue-signature.tsx';
import { type Redaction, useBrouillon } from './brouillon.ts';
import { ChampsClassement } from './champs-classement.tsx';
import { ChampsMention } from '../mention/champs-mention.tsx';
import { estMention } from '../mention/genres.ts';
import { ChampsDuSiege, cosigneDuSiege } from '../jugement/champs-du-siege.tsx';
import { estDuSiege, type MotDuSiege, motDuSiege } from '../jugement/types.ts';
import { ChampsConversion } from '../papier/champs-conversion.tsx';
import { ChampsCopj } from './champs-copj.tsx';
import { ChampsOrientation } from './champs-orientation.tsx';
import { ChampsSoitTransmis } from './champs-soit-transmis.tsx';
import type { ProprietesChamps } from './proprietes-des-champs.ts';
import type { EtatEnregistrement } from './enregistreur.ts';

type Proprietes = {
  readonly dossier: VueDossier;
  readonly redaction: Redaction;
  readonly surBrouillon: (brouillon: Brouillon | undefined) => void;
  readonly apercu: boolean;
  readonly surApercu: (montrer: boolean) => void;
  readonly surAutre: () => void;
};

const phraseDEtat = (etat: EtatEnregistrement): string => {
  switch (etat.etat) {
    case 'enregistre':
      return 'Brouillon enregistré';
    case 'en-cours':
      return 'Enregistrement…';
    case 'garde-ici':
      return 'Service injoignable : texte gardé sur ce poste, envoi dès que possible';
    case 'refuse':
      return `Non enregistré : ${etat.probleme.detail}`;
    case 'depasse':
      return 'Ce brouillon a changé ailleurs : rechargez la page, votre texte est gardé sur ce poste';
  }
};

const estVide = (valeur: unknown): boolean =>
  valeur === undefined || valeur === '' || (Array.isArray(valeur) && valeur.length === 0);

const motDe = (type: string): 'décision' | 'mention' | 'conversion' | MotDuSiege =>
  estDuSiege(type)
    ? motDuSiege(type)
    : estMention(type)
      ? 'mention'
      : type === 'conversion-papier'
        ? 'conversion'
        : 'décision';

/** Ecrit une decision, une mention ou une conversion : champs du type choisi, manques et points d'attention du service, apercu, signature. */
export const FormulaireDecision = ({
  dossier,
  redaction: lue,
  surBrouillon,
  apercu,
  surApercu,
  surAutre,
}: Proprietes) => {
  const { redaction, contenu, etat, modifier, vider } = useBrouillon(lue);
  const [tente, setTente] = useState(false);
  const [signature, setSignature] = useState(false);
  const cadre = useRef<HTMLFormElement>(null);
  const { idj, acteId, version, titre } = redaction;
  const cosignataires = useQuery(lectureCosignataires(redaction));
  const mot = motDe(redaction.type);
  useEffect(() => {
    surBrouillon({ idj, acteId, version, titre });
    return () => surBrouillon(undefined);
  }, [surBrouillon, idj, acteId, version, titre]);

  const erreurDe = (champ: string): string | undefined => {
    const manque = redaction.manques.find((un) => un.champ === champ || un.champ.split('.')[0] === champ);
    return manque !== undefined && (tente || !estVide(contenu[champ])) ? manque.phrase : undefined;
  };
  const signer = async (): Promise<void> => {
    setTente(true);
    const actuelle = await vider();
    if (actuelle === undefined) return;
    if (actuelle.manques.length > 0)
      cadre.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
    else setSignature(true);
  };
  useRaccourcis([
    {
      touche: 'a',
      libelle: 'Aperçu de la décision, ou les pièces',
      groupe: 'Décision',
      action: () => surApercu(!apercu),
    },
    { touche: 's', libelle: 'Signer la décision', groupe: 'Décision', action: () => void signer() },
    {
      touche: 'ctrl+enter',
      libelle: 'Signer, depuis un champ',
      groupe: 'Décision',
      action: () => void signer(),
    },
  ]);
  const abandonner = async (): Promise<void> => {
    const reponse = await client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId });
    if (!reponse.ok) return;
    surAutre();
    void memoire.invalidateQueries({ queryKey: ['dossier', idj] });
    void memoire.invalidateQueries({ queryKey: ['parapheur'] });
  };
  const champs: ProprietesChamps = { dossier, contenu, erreurDe, modifier };

  return (
    <form
      ref={cadre}
      className="panneau-corps pile"
      noValidate
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void signer();
      }}
    >
      <div className="rangee-ecartee">
        <h2>{titre}</h2>
        <span className="rangee">
          <Bouton genre="discret" onClick={surAutre}>
            {mot === 'conversion' || estDuSiege(redaction.type) ? 'Plus tard' : `Autre ${mot}`}
          </Bouton>
        </span>
      </div>
      {estDuSiege(redaction.type) ? (
        <ChampsDuSiege {...champs} type={redaction.type} />
      ) : mot === 'conversion' ? (
        <ChampsConversion {...champs} acteId={acteId} />
      ) : mot === 'mention' ? (
        <ChampsMention {...champs} type={redaction.type} />
      ) : redaction.type === 'copj' ? (
        <ChampsCopj {...champs} />
      ) : redaction.type === 'orientation' ? (
        <ChampsOrientation {...champs} />
      ) : redaction.type === 'soit-transmis' ? (
        <ChampsSoitTransmis {...champs} />
      ) : (
        <ChampsClassement {...champs} />
      )}
      {mot === 'conversion' || !cosigneDuSiege(redaction.type) ? null : (
        <ChoixDeCosignataire
          libelle={mot === 'minute' ? 'Signe aussi la minute' : 'Cosigné par'}
          aide={
            mot === 'minute'
              ? 'Le greffier, ou le président si c’est le greffier qui formalise (486 CPP).'
              : mot === 'mention'
                ? 'Un magistrat ou un autre greffier.'
                : 'Le greffier ou un second magistrat.'
          }
          valeur={texteDe(contenu, 'cosignataire')}
          erreur={erreurDe('cosignataire')}
          agents={cosignataires.data}
          surSaisie={(cosignataire) => modifier({ cosignataire })}
        />
      )}
      {redaction.points.map(({ phrase, article, information }) => (
        <Alerte
          key={phrase}
          ton={information === true ? 'info' : 'attention'}
          titre={information === true ? 'À savoir' : 'Point d’attention'}
        >
          <p>
            {phrase} <span className="petit">({article})</span>
          </p>
        </Alerte>
      ))}
      {redaction.points.every(({ information }) => information === true) &&
      texteDe(contenu, 'passerOutre') === '' ? null : (
        <ChampZone
          libelle="Motif de passer outre (reste dans l’acte)"
          value={texteDe(contenu, 'passerOutre')}
          erreur={erreurDe('passerOutre')}
          surSaisie={(passerOutre) => modifier({ passerOutre })}
          rows={2}
        />
      )}
      {tente && redaction.manques.length > 0 ? (
        <Alerte ton="danger" titre="Il manque encore" vive>
          <ul>
            {redaction.manques.map((manque) => (
              <li key={manque.champ + manque.phrase}>{manque.phrase}</li>
            ))}
          </ul>
        </Alerte>
      ) : null}
      <div className="pied-decision">
        <output
          className={
            etat.etat === 'enregistre' || etat.etat === 'en-cours' ? 'petit discret' : 'petit etat-inquiet'
          }
        >
          {phraseDEtat(etat)}
        </output>
        <div className="rangee">
          <Bouton genre="discret" onClick={() => void abandonner()}>
            Abandonner
          </Bouton>
          <Bouton touche="A" aria-pressed={apercu} onClick={() => surApercu(!apercu)}>
            {apercu ? 'Revoir les pièces' : 'Aperçu'}
          </Bouton>
          <Bouton genre="primaire" type="submit" touche="S">
            Signer {mot === 'acte' ? 'l’acte' : `la ${mot}`}
          </Bouton>
        </div>
      </div>
      {signature ? (
        <DialogueSignature
          actes={[{ acteId, titre }]}
          quoi={mot}
          surFermeture={() => {
            setSignature(false);
            void memoire.invalidateQueries({ queryKey: ['dossier', idj] });
            void memoire.invalidateQueries({ queryKey: ['boite'] });
            void memoire.invalidateQueries({ queryKey: ['parapheur'] });
          }}
        />
      ) : null}
    </form>
  );
};
